"""Every address there is. Each app's routes live beside its views."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
]
