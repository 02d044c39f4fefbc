from django.urls import path

from pergola.exchange.views import bundle, inviting, orgs, people, roster

app_name = "exchange"

urlpatterns = [
    path("systems/<slug:slug>/roster/", roster.show, name="roster"),
    path("systems/<slug:slug>/roster/schools/", orgs.show, name="orgs"),
    path("systems/<slug:slug>/roster/people/", people.show, name="people"),
    path("systems/<slug:slug>/roster/people/<int:pk>/invite/", people.invite_one, name="invite_line"),
    path("systems/<slug:slug>/roster/invite/", inviting.invite, name="invite"),
    path("rosters/invitations/<slug:token>/", inviting.claim, name="claim"),
    path("rosters/<uuid:pk>/", bundle.show, name="bundle"),
    path("rosters/<uuid:pk>/put-in/", bundle.do_put_in, name="put_in"),
    path("rosters/<uuid:pk>/put-away/", bundle.do_put_away, name="put_away"),
]
