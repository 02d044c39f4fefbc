from django.urls import path

from pergola.commons.views import dead_ends, drafts, files, removing, serving

app_name = "commons"

urlpatterns = [
    path("drafts/<str:place>/", drafts.keep, name="draft"),
    path("things/<uuid:pk>/remove/", removing.remove, name="remove"),
    path("things/<uuid:pk>/bring-back/", removing.bring_back, name="bring_back"),
    path("dead-ends/", dead_ends.every, name="dead_ends"),
    path("things/<uuid:pk>/dead-ends/seen-to/", dead_ends.seen_to, name="seen_to"),
    path("things/<uuid:pk>/file/", files.add, name="add_file"),
    path("things/<uuid:pk>/video/", files.add_a_video, name="add_video"),
    path("files/<uuid:pk>/", serving.download, name="download"),
    path("files/<uuid:pk>/picture/<str:size>/", serving.picture, name="picture"),
    path("files/<uuid:pk>/words/", files.describe, name="describe_file"),
    path("files/<uuid:pk>/remove/", files.remove, name="remove_file"),
    path("files/<uuid:pk>/bring-back/", files.bring_back, name="bring_back_file"),
]
