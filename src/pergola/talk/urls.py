from django.urls import path

from pergola.talk.views import conversation, hearing, notices, posts, removed, search, showing, start

app_name = "talk"

urlpatterns = [
    path("communities/<uuid:pk>/conversations/", start.in_community, name="start"),
    path("teams/<uuid:pk>/conversations/", start.on_team, name="start_on_team"),
    path("conversations/<uuid:pk>/", conversation.show, name="conversation"),
    path("conversations/<uuid:pk>/edit/", conversation.revise, name="revise"),
    path("things/<uuid:pk>/say/", posts.say_it, name="say"),
    path("things/<uuid:pk>/say/file/", showing.a_file, name="say_with_file"),
    path("things/<uuid:pk>/say/video/", showing.a_video, name="say_with_video"),
    path("posts/<uuid:pk>/edit/", posts.edit, name="edit_post"),
    path("posts/<uuid:pk>/remove/", posts.remove, name="remove_post"),
    path("posts/<uuid:pk>/bring-back/", posts.bring_back, name="bring_back_post"),
    path("removed/", removed.what_i_removed, name="removed"),
    path("search/", search.search, name="search"),
    path("notices/", notices.notices, name="notices"),
    path("notices/count/", notices.count, name="count_notices"),
    path("notices/read/", notices.read_all, name="read_notices"),
    path("notices/mail/", hearing.hearing, name="hearing"),
    path("notices/mail/again/", hearing.address_again, name="address_again"),
    path("notices/stop/<str:token>/", hearing.stop, name="stop"),
    path("notices/<uuid:pk>/read/", notices.read_one, name="read_notice"),
]
