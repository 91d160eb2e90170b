from django.urls import path
from django.utils.translation import gettext_lazy as _

from openpes.web.assessment import parts
from openpes.web.assessment.sheets import answering, exchanging, listing, verifying

SHEET = "<uuid:sheet_id>/"
urlpatterns = [
    path("", listing.sheets, name="sheets"),
    path("begin/", listing.begin, name="begin_sheet"),
    path("agencies/new/", listing.new_agency, name="new_agency"),
    path("agencies/<uuid:agency_id>/", listing.agency, name="survey_agency"),
    path(SHEET, listing.sheet, name="sheet"),
    path(SHEET + "people/", listing.people, name="sheet_people"),
    path(SHEET + "people/end/", listing.end_part, name="end_part"),
    path(SHEET + "q/<str:step>/", answering.question, name="sheet_question"),
    path(SHEET + "remark/", answering.remark, name="sheet_remark"),
    path(SHEET + "review/", verifying.review, name="sheet_review"),
    path(SHEET + "print/", verifying.paper, name="sheet_print"),
    path(SHEET + "move/", verifying.move, name="move_sheet"),
    path(SHEET + "doubts/", verifying.doubts, name="sheet_doubts"),
    path(SHEET + "history/", verifying.history, name="sheet_history"),
    path(SHEET + "download/<str:form>/", exchanging.download, name="sheet_download"),
    path(SHEET + "upload/", exchanging.upload, name="sheet_upload"),
    path(SHEET + "upload/take/", exchanging.take_over, name="sheet_take_over"),
    path(SHEET + "papers/", exchanging.papers, name="sheet_papers"),
    path(SHEET + "papers/remove/", exchanging.remove_paper, name="remove_paper"),
]
parts.register(
    "assessment:sheets",
    _("Answer sheets"),
    _("Answer the questionnaire of the survey, alone or with colleagues, and have it verified."),
    icon="edit",
    order=10,
)
