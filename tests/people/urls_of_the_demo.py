"""Every address, with those that exist in the demo only."""

from django.urls import include, path

from pergola.config import urls

urlpatterns = [*urls.urlpatterns, path("demo/", include("pergola.demo.urls"))]
