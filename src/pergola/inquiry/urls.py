from django.urls import path

from pergola.inquiry.views import aim, cycle, data, day, evidence, groups, home, idea, measure, problem, share, steps

app_name = "inquiry"

urlpatterns = [
    path("", home.show, name="home"),
    path("teams/<uuid:pk>/problem/", problem.name_for_team, name="name_for_team"),
    path("communities/<uuid:pk>/problem/", problem.name_for_community, name="name_for_community"),
    path("problems/<uuid:pk>/", problem.show, name="problem"),
    path("problems/<uuid:pk>/words/", problem.change, name="edit_problem"),
    path("problems/<uuid:pk>/aim/", aim.new, name="set_aim"),
    path("aims/<uuid:pk>/", aim.show, name="aim"),
    path("aims/<uuid:pk>/words/", aim.change, name="edit_aim"),
    path("aims/<uuid:pk>/idea/", idea.new, name="propose_idea"),
    path("aims/<uuid:pk>/measure/", measure.new, name="define_measure"),
    path("ideas/<uuid:pk>/", idea.show, name="idea"),
    path("ideas/<uuid:pk>/words/", idea.change, name="edit_idea"),
    path("ideas/<uuid:pk>/cycle/", cycle.new, name="plan_cycle"),
    path("measures/<uuid:pk>/", measure.show, name="measure"),
    path("measures/<uuid:pk>/words/", measure.change, name="edit_measure"),
    path("measures/<uuid:pk>/data/", data.put_in, name="put_in"),
    path("measures/<uuid:pk>/days/<int:day>/", day.correct, name="correct"),
    path("measures/<uuid:pk>/days/<int:day>/take-out/", day.take_out, name="take_out"),
    path("measures/<uuid:pk>/earlier/<int:earlier>/", day.bring_back, name="bring_back"),
    path("cycles/<uuid:pk>/", cycle.show, name="cycle"),
    path("cycles/<uuid:pk>/words/", cycle.change, name="edit_cycle"),
    path("cycles/<uuid:pk>/plan/", steps.plan, name="plan"),
    path("cycles/<uuid:pk>/do/", steps.do, name="do"),
    path("cycles/<uuid:pk>/study/", steps.study, name="study"),
    path("cycles/<uuid:pk>/lean/", steps.lean, name="lean"),
    path("cycles/<uuid:pk>/decide/", steps.decide, name="decide"),
    path("cycles/<uuid:pk>/claim/", evidence.make, name="make_claim"),
    path("cycles/<uuid:pk>/tie/", evidence.tie_to, name="tie"),
    path("cycles/<uuid:pk>/ties/<int:link>/", evidence.take_back, name="untie"),
    path("claims/<uuid:pk>/words/", evidence.change, name="edit_claim"),
    path("measures/<uuid:pk>/groups/", groups.show, name="groups"),
    path("measures/<uuid:pk>/groups/put-in/", groups.put_in, name="put_in_by_group"),
    path("things/<uuid:pk>/share/", share.share, name="share"),
]
