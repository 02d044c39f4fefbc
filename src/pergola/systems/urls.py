from django.urls import path

from pergola.systems.views import schools, system, systems

app_name = "systems"

urlpatterns = [
    path("", systems.show, name="list"),
    path("<slug:slug>/", system.show, name="system"),
    path("<slug:slug>/schools/", schools.show, name="schools"),
]
