from django.urls import path

from pergola.meetings.views import answering, changing, gathering, planning

app_name = "meetings"

urlpatterns = [
    path("communities/<uuid:pk>/gatherings/", gathering.of_community, name="of_community"),
    path("communities/<uuid:pk>/gatherings/new/", planning.in_community, name="plan"),
    path("teams/<uuid:pk>/gatherings/", gathering.of_team, name="of_team"),
    path("teams/<uuid:pk>/gatherings/new/", planning.on_team, name="plan_on_team"),
    path("gatherings/<uuid:pk>/", gathering.show, name="gathering"),
    path("gatherings/<uuid:pk>/move/", changing.move, name="move"),
    path("gatherings/<uuid:pk>/call-off/", changing.off, name="call_off"),
    path("gatherings/<uuid:pk>/coming/", answering.coming, name="coming"),
    path("gatherings/<uuid:pk>/there/", answering.there, name="there"),
    path("gatherings/<uuid:pk>/who-was-there/", answering.who_was_there, name="who_was_there"),
]
