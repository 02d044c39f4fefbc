from django.urls import path

from pergola.systems.views import find, school, schools, system, systems
from pergola.systems.views import map as map_view

app_name = "systems"

urlpatterns = [
    path("systems/", systems.show, name="list"),
    path("systems/<slug:slug>/", system.show, name="system"),
    path("systems/<slug:slug>/schools/", schools.show, name="schools"),
    path("schools/", find.show, name="find"),
    path("schools/<int:pk>/", school.show, name="school"),
    path("map/", map_view.show, name="map"),
]
