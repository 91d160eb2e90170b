from django.urls import path

from openpes.web.counsellor.views import checks, people, placements, vacancies, work

app_name = "office"
urlpatterns = [
    path("", work.worklist, name="worklist"),
    path("tasks/<uuid:pk>/", work.move_task, name="move_task"),
    path("people/", work.caseload, name="caseload"),
    path("people/find/", people.find, name="find"),
    path("people/register/", people.register, name="register"),
    path("people/<str:reference>/", people.case_file, name="file"),
    path("people/<str:reference>/note/", people.note, name="note"),
    path("people/<str:reference>/task/", people.task, name="task"),
    path("people/<str:reference>/assign/", people.assign, name="assign"),
    path("people/<str:reference>/matches/", people.matches, name="matches"),
    path("people/<str:reference>/placement/", placements.record, name="record_placement"),
    path("people/<str:reference>/conflict/", people.conflict, name="conflict"),
    path("notes/<uuid:pk>/release/", people.release_note, name="release_note"),
    path("placements/<uuid:pk>/evidence/", placements.evidence, name="evidence"),
    path("referrals/", placements.referrals, name="referrals"),
    path("referrals/<uuid:pk>/answer/", placements.answer, name="answer_referral"),
    path("duplicates/", people.duplicates, name="duplicates"),
    path("duplicates/<uuid:pk>/", people.decide_duplicate, name="decide_duplicate"),
    path("merges/<uuid:pk>/undo/", people.undo_merge, name="undo_merge"),
    path("vacancies/", vacancies.find, name="vacancies"),
    path("vacancies/<str:reference>/send/", vacancies.send, name="send_vacancy"),
    path("checks/", checks.checks, name="checks"),
    path("checks/employers/<uuid:pk>/", checks.verify, name="verify_employer"),
    path("checks/vacancies/<uuid:pk>/", checks.check_vacancy, name="check_vacancy"),
    path("checks/reports/<uuid:pk>/", checks.decide_report, name="decide_report"),
    path("coding/", checks.coding, name="coding"),
    path("coding/<uuid:pk>/", checks.correct, name="correct_coding"),
]
