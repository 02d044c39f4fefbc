from django.urls import path

from pergola.publishing.views import consent, draft, edition, evidence, feed, lessons, new, packages

app_name = "publishing"
urlpatterns = [
    path("lessons/", lessons.lessons, name="lessons"),
    path("lessons/feed/", feed.feed, name="feed"),
    path("lessons/new/", new.new, name="new"),
    path("lessons/drafts/<uuid:pk>/", draft.draft, name="draft"),
    path("lessons/drafts/<uuid:pk>/preview/", draft.preview, name="preview"),
    path("lessons/drafts/<uuid:pk>/claims/", draft.cite, name="cite"),
    path("lessons/drafts/<uuid:pk>/claims/<int:citing>/remove/", draft.uncite, name="uncite"),
    path("lessons/drafts/<uuid:pk>/ask/", draft.ask, name="ask"),
    path("lessons/drafts/<uuid:pk>/publish/", draft.publish, name="publish"),
    path("lessons/consents/<int:pk>/", consent.consent, name="consent"),
    path("lessons/consents/<int:pk>/files/<uuid:file>/", consent.asked_file, name="asked_file"),
    path("lessons/<uuid:pk>/", edition.edition, name="edition"),
    path("lessons/<uuid:pk>/withdraw/", edition.withdraw, name="withdraw"),
    path("lessons/<uuid:pk>/bring-back/", edition.bring_back, name="bring_back"),
    path("packages/", packages.packages, name="packages"),
    path("packages/new/", packages.new, name="new_package"),
    path("packages/<uuid:pk>/begin/", packages.begin, name="begin"),
    path("packages/<uuid:pk>/adoptions/<uuid:adoption>/", packages.named, name="named"),
    path("lessons/<uuid:pk>/claims/<int:number>/", evidence.evidence, name="evidence"),
]
