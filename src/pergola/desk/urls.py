from django.urls import path

from pergola.desk.views import about, communities, community, hub, month

app_name = "desk"
urlpatterns = [
    path("month/", month.month, name="month"),
    path("communities/", communities.communities, name="communities"),
    path("communities/<uuid:pk>/", community.community, name="community"),
    path("communities/<uuid:pk>/join/", community.join, name="join"),
    path("communities/<uuid:pk>/leave/", community.leave, name="leave"),
    path("hub/", hub.hubs, name="hubs"),
    path("hub/<uuid:pk>/", hub.hub, name="hub"),
    path("who-sees-what/", about.who_sees, name="who_sees"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("help/", about.help_page, name="help"),
]
