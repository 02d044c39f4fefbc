from django.urls import path

from pergola.routines.views import tension_keeping, tension_pages

app_name = "routines"

urlpatterns = [
    path("communities/<uuid:pk>/tensions/", tension_pages.board, name="tensions"),
    path("communities/<uuid:pk>/tensions/add/", tension_keeping.add, name="tension_add"),
    path("tensions/<uuid:pk>/", tension_pages.tension, name="tension"),
    path("tensions/<uuid:pk>/talk/", tension_pages.talk, name="tension_talk"),
    path("tensions/<uuid:pk>/reword/", tension_keeping.reword, name="tension_reword"),
    path("tensions/<uuid:pk>/retire/", tension_keeping.retire, name="tension_retire"),
]
