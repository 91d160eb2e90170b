from django.urls import path
from django.utils.translation import gettext_lazy as _

from openpes.web.assessment.parts import register
from openpes.web.assessment.registers import consultation_views, partner_views, published_views, views

register(
    "assessment:registers",
    _("Registers"),
    _("Social partners and consultations, drivers, challenges and opportunities."),
    icon="people",
    order=60,
)
urlpatterns = [
    path("", views.registers, name="registers"),
    path("drivers/new/", views.rank_drivers, name="rank_drivers"),
    path("outlook/", views.outlook, name="outlook"),
    path("outlook/rate/", views.rate, name="rate"),
    path("partners/", partner_views.partners, name="partners"),
    path("partners/new/", partner_views.new_partner, name="new_partner"),
    path("partners/<uuid:pk>/end/", partner_views.end_partner, name="end_partner"),
    path("bodies/new/", partner_views.new_body, name="new_body"),
    path("bodies/<uuid:pk>/", partner_views.body, name="body"),
    path("bodies/<uuid:pk>/change/", partner_views.change_body, name="change_body"),
    path("bodies/<uuid:pk>/seats/", partner_views.give_seats, name="give_seats"),
    path("bodies/<uuid:pk>/balanced/", partner_views.declare_balanced, name="declare_balanced"),
    path("seats/<uuid:pk>/end/", partner_views.end_seats, name="end_seats"),
    path("consultations/", consultation_views.consultations, name="consultations"),
    path("consultations/new/", consultation_views.new_consultation, name="new_consultation"),
    path("consultations/<uuid:pk>/", consultation_views.consultation, name="consultation"),
    path("consultations/<uuid:pk>/change/", consultation_views.change_consultation, name="change_consultation"),
    path("consultations/<uuid:pk>/invite/", consultation_views.invite, name="invite_partner"),
    path("consultations/<uuid:pk>/subject/", consultation_views.link_subject, name="link_subject"),
    path("consultations/<uuid:pk>/open/", consultation_views.open_consultation, name="open_consultation"),
    path("consultations/<uuid:pk>/close/", consultation_views.close_consultation, name="close_consultation"),
    path("consultations/<uuid:pk>/publish/", consultation_views.publish_consultation, name="publish_consultation"),
    path("parties/<uuid:pk>/opinion/", consultation_views.record_opinion, name="record_opinion"),
    path("parties/<uuid:pk>/vote/", consultation_views.record_vote, name="record_vote"),
    path("opinions/<uuid:pk>/answer/", consultation_views.answer_opinion, name="answer_opinion"),
    path("published/", published_views.published, name="published_consultations"),
    path("published/<uuid:pk>/", published_views.published_record, name="published_consultation"),
]
