"""Every address there is. Each app's routes live beside its views."""

from django.conf import settings
from django.urls import include, path

handler400 = "pergola.commons.views.too_big.not_readable"
handler403 = "pergola.kernel.views.refusals.not_allowed"
handler404 = "pergola.kernel.views.refusals.not_found"
handler500 = "pergola.kernel.views.refusals.broken"

urlpatterns = [
    path("account/", include("pergola.people.account_urls")),
    path("", include("pergola.people.urls")),
    path("", include("pergola.systems.urls")),
    path("", include("pergola.gather.urls")),
    path("", include("pergola.instruments.urls")),
    path("", include("pergola.talk.urls")),
    path("", include("pergola.meetings.urls")),
    path("", include("pergola.commons.urls")),
    path("inquiry/", include("pergola.inquiry.urls")),
    path("", include("pergola.routines.urls")),
    path("", include("pergola.publishing.urls")),
    path("", include("pergola.insight.urls")),
    path("", include("pergola.exchange.urls")),
    path("", include("pergola.desk.urls")),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("pergola.demo.urls"))]
