"""One-click sign-in, and the page of components. These addresses exist in the demo and nowhere else."""

from django.urls import path

from pergola.demo.views.components import components
from pergola.demo.views.people import be, people

app_name = "demo"
urlpatterns = [
    path("", people, name="people"),
    path("be/", be, name="be"),
    path("components/", components, name="components"),
]
