from django.urls import path

from pergola.gather.views import first, invitation, invite, meeting, opening, people, taking_out, team

app_name = "gather"

urlpatterns = [
    path("first/", first.first, name="first"),
    path("communities/open/<int:wall>/", opening.open_one, name="open"),
    path("communities/<uuid:pk>/people/", people.people, name="people"),
    path("communities/<uuid:pk>/people/roles/", people.roles, name="roles"),
    path("communities/<uuid:pk>/people/<int:membership>/take-out/", taking_out.of_community, name="take_out"),
    path("communities/<uuid:pk>/meeting/", meeting.meeting, name="meeting"),
    path("communities/<uuid:pk>/meeting/none/", meeting.no_date, name="meeting_none"),
    path("communities/<uuid:pk>/invite/", invite.to_community, name="invite"),
    path("teams/<uuid:pk>/", team.show, name="team"),
    path("teams/<uuid:pk>/help/", team.help_wanted, name="team_help"),
    path("teams/<uuid:pk>/helped/", team.helped, name="team_helped"),
    path("teams/<uuid:pk>/rest/", team.rest, name="team_rest"),
    path("teams/<uuid:pk>/add/", team.add, name="team_add"),
    path("teams/<uuid:pk>/people/<int:member>/take-out/", taking_out.of_team, name="team_take_out"),
    path("teams/<uuid:pk>/invite/", invite.to_team, name="team_invite"),
    path("hub/<uuid:pk>/people/", people.of_hub, name="hub_people"),
    path("hub/<uuid:pk>/people/<uuid:person>/take-out/", taking_out.of_hub, name="hub_take_out"),
    path("hub/<uuid:pk>/invite/", invite.to_hub, name="hub_invite"),
    path("invitations/<uuid:pk>/again/", invitation.again, name="invitation_again"),
    path("invitations/<uuid:pk>/take-back/", invitation.withdraw, name="invitation_take_back"),
    path("invitations/<slug:token>/", invitation.answer, name="invitation"),
]
