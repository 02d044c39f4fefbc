from django.urls import path

from pergola.routines.views import agreeing, leading, routines, tension_keeping, tension_pages, trying

app_name = "routines"

urlpatterns = [
    path("communities/<uuid:pk>/routines/", routines.of_community, name="of_community"),
    path("communities/<uuid:pk>/routines/write/", routines.write, name="write"),
    path("routines/<uuid:pk>/", routines.show, name="routine"),
    path("routines/<uuid:pk>/change/", routines.change, name="change"),
    path("routines/<uuid:pk>/share/", routines.share, name="share"),
    path("routines/<uuid:pk>/tried/", trying.tried, name="tried"),
    path("routines/<uuid:pk>/tried/<uuid:trial>/take-back/", trying.take_back, name="take_trial_back"),
    path("routines/<uuid:pk>/use/", trying.use, name="use"),
    path("routines/<uuid:pk>/use/stop/", trying.stop, name="stop"),
    path("routines/<uuid:pk>/make-it-ours/", trying.own, name="own"),
    path("routines/<uuid:pk>/family/", trying.family, name="family"),
    path("routines/<uuid:pk>/propose/", agreeing.propose, name="propose"),
    path("agreements/<uuid:pk>/", agreeing.show, name="agreement"),
    path("agreements/<uuid:pk>/consent/", agreeing.consent, name="consent"),
    path("agreements/<uuid:pk>/object/", agreeing.object_, name="object"),
    path("agreements/<uuid:pk>/met/", agreeing.met, name="met"),
    path("agreements/<uuid:pk>/talk/", agreeing.talk, name="talk"),
    path("agreements/<uuid:pk>/word-anew/", leading.anew, name="anew"),
    path("agreements/<uuid:pk>/end/", leading.end, name="end"),
    path("communities/<uuid:pk>/tensions/", tension_pages.board, name="tensions"),
    path("communities/<uuid:pk>/tensions/add/", tension_keeping.add, name="tension_add"),
    path("tensions/<uuid:pk>/", tension_pages.tension, name="tension"),
    path("tensions/<uuid:pk>/talk/", tension_pages.talk, name="tension_talk"),
    path("tensions/<uuid:pk>/reword/", tension_keeping.reword, name="tension_reword"),
    path("tensions/<uuid:pk>/retire/", tension_keeping.retire, name="tension_retire"),
]
