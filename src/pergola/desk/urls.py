from django.urls import path

from pergola.desk.guides import GUIDES
from pergola.desk.views import about, chain, communities, community, front, health, hub, month, report, start, what_next

app_name = "desk"
urlpatterns = [
    path("", front.front, name="front"),
    path("start/", start.start, name="start"),
    path("chain/<uuid:pk>/", chain.chain, name="chain"),
    path("chain/<uuid:pk>/invite/", chain.invite, name="invite"),
    path("chain/<uuid:pk>/report/", report.report, name="report"),
    path("chain/<uuid:pk>/report.pdf", report.as_pdf, name="report_pdf"),
    path("month/", month.month, name="month"),
    path("month/first-steps/away/", month.put_away, name="steps_away"),
    path("communities/", communities.communities, name="communities"),
    path("communities/<uuid:pk>/", community.community, name="community"),
    path("communities/<uuid:pk>/health/", health.health, name="health"),
    path("communities/<uuid:pk>/join/", community.join, name="join"),
    path("communities/<uuid:pk>/leave/", community.leave, name="leave"),
    path("hub/", hub.hubs, name="hubs"),
    path("hub/<uuid:pk>/", hub.hub, name="hub"),
    path("calls/<int:wall>/what-next/", what_next.what_next, name="what_next"),
    path("who-sees-what/", about.who_sees, name="who_sees"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("help/", about.help_page, name="help"),
    *(
        path(f"help/{name}/", about.guide, {"name": name}, name=about.route_of(name).partition(":")[2])
        for name in GUIDES
    ),
]
