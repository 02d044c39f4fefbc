from django.urls import path

from pergola.instruments.views import answering, assessment, polls, pulse, sheet

app_name = "instruments"

urlpatterns = [
    path("communities/<uuid:pk>/health/questions/", pulse.questions, name="questions"),
    path("communities/<uuid:pk>/health/ask/", pulse.ask, name="ask_pulse"),
    path("answers/<slug:token>/", answering.by_link, name="by_link"),
    path("askings/<uuid:pk>/", answering.answer_here, name="answer"),
    path("polls/<int:wall>/", polls.polls, name="polls"),
    path("polls/<int:wall>/ask/", polls.ask, name="ask_poll"),
    path("hub/<uuid:pk>/self-assessment/", assessment.assessments, name="assessments"),
    path("hub/<uuid:pk>/self-assessment/ask/", assessment.ask, name="ask_assessment"),
    path("teams/<uuid:pk>/self-assessment/", sheet.then_and_now, name="sheets"),
    path("teams/<uuid:pk>/self-assessment/share/", sheet.share, name="share_sheets"),
    path("teams/<uuid:pk>/self-assessment/<uuid:asking>/", sheet.fill_in, name="sheet"),
]
