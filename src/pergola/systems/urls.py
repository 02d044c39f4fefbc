from django.urls import path

from pergola.systems.views import clock, feeders, find, programmes, school, schools, system, systems
from pergola.systems.views import map as map_view

app_name = "systems"

urlpatterns = [
    path("systems/", systems.show, name="list"),
    path("systems/<slug:slug>/", system.show, name="system"),
    path("systems/<slug:slug>/schools/", schools.show, name="schools"),
    path("systems/<slug:slug>/feeders/", feeders.show, name="feeders"),
    path("systems/<slug:slug>/feeders/table/", feeders.table, name="feeder_table"),
    path("systems/<slug:slug>/feeders/by-hand/", feeders.by_hand, name="feeder_by_hand"),
    path("systems/<slug:slug>/feeders/drop/", feeders.drop, name="feeder_drop"),
    path("systems/<slug:slug>/programmes/", programmes.change, name="programmes"),
    path("systems/<slug:slug>/clock/", clock.change, name="clock"),
    path("schools/", find.show, name="find"),
    path("schools/<int:pk>/", school.show, name="school"),
    path("map/", map_view.show, name="map"),
]
