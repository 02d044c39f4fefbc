from django.urls import path

from pergola.commons.views import drafts, removing

app_name = "commons"

urlpatterns = [
    path("drafts/<str:place>/", drafts.keep, name="draft"),
    path("things/<uuid:pk>/remove/", removing.remove, name="remove"),
    path("things/<uuid:pk>/bring-back/", removing.bring_back, name="bring_back"),
]
