"""One’s own page."""

from django.urls import path

from pergola.people.views.you import you

app_name = "people"
urlpatterns = [path("you/", you, name="you")]
