from django.urls import path

from openpes.web.dialogues import staff, views

urlpatterns = [
    path("start/<slug:room>.<slug:name>/", views.start, name="dialogue_start"),
    path("resume/", views.resume, name="dialogue_resume"),
    path("<uuid:session_id>/", views.go_on, name="dialogue"),
    path("<uuid:session_id>/q/<slug:slot>/", views.question, name="dialogue_question"),
    path("<uuid:session_id>/review/", views.review, name="dialogue_review"),
    path("<uuid:session_id>/receipt/", views.receipt, name="dialogue_receipt"),
    path("<uuid:session_id>/later/", views.later, name="dialogue_later"),
    path("<uuid:session_id>/person/", views.talk, name="dialogue_talk"),
    path("<uuid:session_id>/back/", views.take_back, name="dialogue_take_back"),
    path("<uuid:session_id>/stop/", views.stop, name="dialogue_stop"),
    path("<uuid:session_id>/form/", staff.form, name="dialogue_form"),
    path("<uuid:session_id>/assist/", staff.assist, name="dialogue_assist"),
    path("<uuid:session_id>/same-person/", staff.same_person, name="dialogue_same_person"),
]
