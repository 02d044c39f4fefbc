from bench.floor import views
from django.urls import path

urlpatterns = [
    path("line/", views.line),
    path("home/", views.home),
    path("community/<uuid:pk>/", views.community),
    path("artifact_50_posts/<uuid:pk>/", views.conversation),
    path("list/", views.listed),
    path("search/", views.search),
    path("chain/<uuid:pk>/", views.chain),
    path("long_chain/<uuid:pk>/<int:most>/", views.long_chain),
    path("post_reply/<uuid:pk>/", views.reply),
]
