from django.urls import path

from openpes.web.dialogues import breaks, staff, views

app_name = "dialogues"
urlpatterns = [
    path("start/<str:name>/", views.start, name="start"),
    path("resume/", breaks.resume, name="resume"),
    path("<uuid:session_id>/", views.go_on, name="session"),
    path("<uuid:session_id>/q/<slug:slot>/", views.question, name="question"),
    path("<uuid:session_id>/review/", views.review, name="review"),
    path("<uuid:session_id>/receipt/", views.receipt, name="receipt"),
    path("<uuid:session_id>/later/", breaks.later, name="later"),
    path("<uuid:session_id>/person/", breaks.talk, name="talk"),
    path("<uuid:session_id>/back/", breaks.take_back, name="take_back"),
    path("<uuid:session_id>/stop/", breaks.stop, name="stop"),
    path("<uuid:session_id>/form/", staff.form, name="form"),
    path("<uuid:session_id>/assist/", staff.assist, name="assist"),
    path("<uuid:session_id>/same-person/", staff.same_person, name="same_person"),
]
