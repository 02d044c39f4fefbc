"""Every address of an installation that shows the demo."""

from django.urls import include, path

from pergola.config import urls

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500

urlpatterns = [*urls.urlpatterns]
if not any(str(one.pattern) == "demo/" for one in urlpatterns):
    urlpatterns += [path("demo/", include("pergola.demo.urls"))]
