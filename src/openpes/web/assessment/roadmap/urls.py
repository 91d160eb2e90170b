from django.urls import path
from django.utils.translation import gettext_lazy as _

from openpes.web.assessment.parts import register
from openpes.web.assessment.roadmap import action_views, strategy_views, views

register(
    "assessment:plan",
    _("Road map"),
    _("Gaps in order, actions with owner, money and date, strategies and targets."),
    icon="flag",
    order=50,
)
urlpatterns = [
    path("", views.plan, name="plan"),
    path("gaps/", views.gaps, name="gaps"),
    path("rerun/", views.rerun, name="plan_rerun"),
    path("weights/", views.weights, name="plan_weights"),
    path("weights/<str:item>/", views.levels, name="plan_levels"),
    path("closings/<uuid:pk>/confirm/", views.confirm, name="closing_confirm"),
    path("closings/<uuid:pk>/decline/", views.decline, name="closing_decline"),
    path("actions/", action_views.actions, name="plan_actions"),
    path("actions/new/", action_views.new_action, name="new_action"),
    path("actions/<uuid:pk>/", action_views.action, name="plan_action"),
    path("actions/<uuid:pk>/change/", action_views.change, name="change_action"),
    path("actions/<uuid:pk>/budget/", action_views.budget, name="action_budget"),
    path("budget/<uuid:pk>/remove/", action_views.remove_budget, name="remove_budget"),
    path("strategies/", strategy_views.strategies, name="strategies"),
    path("strategies/new/", strategy_views.new_strategy, name="new_strategy"),
    path("strategies/<uuid:pk>/", strategy_views.strategy, name="strategy"),
    path("strategies/<uuid:pk>/change/", strategy_views.change_strategy, name="change_strategy"),
    path("strategies/<uuid:pk>/document/", strategy_views.document, name="strategy_document"),
    path("strategies/<uuid:pk>/target/", strategy_views.target, name="strategy_target"),
    path("targets/<uuid:pk>/review/", strategy_views.review, name="target_review"),
]
