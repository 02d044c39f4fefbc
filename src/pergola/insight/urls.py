from django.urls import path

from pergola.insight.views import release, rows

app_name = "insight"
urlpatterns = [
    path("numbers/<uuid:pk>/<slug:key>/", rows.released_rows, name="released_rows"),
    path("networks/<uuid:pk>/numbers/<slug:key>/", rows.rows_now, name="rows_now"),
    path("networks/<uuid:pk>/release-numbers/", release.release_now, name="release_now"),
]
