from django.urls import path

from pergola.insight.views import elsewhere, release, rows

app_name = "insight"
urlpatterns = [
    path("numbers/<uuid:pk>/<slug:key>/", rows.released_rows, name="released_rows"),
    path("numbers/of/<uuid:network>.json", elsewhere.as_json, name="numbers_json"),
    path("numbers/of/<uuid:network>/frame/", elsewhere.in_a_frame, name="numbers_frame"),
    path("networks/<uuid:pk>/numbers/", rows.numbers_now, name="numbers_now"),
    path("networks/<uuid:pk>/numbers/<slug:key>/", rows.rows_now, name="rows_now"),
    path("networks/<uuid:pk>/release-numbers/", release.release_now, name="release_now"),
]
