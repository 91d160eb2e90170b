from django.urls import path
from django.utils.translation import gettext_lazy as _

from openpes.web.assessment.parts import register
from openpes.web.assessment.training import course_views, own_views, practice_views, staff_views

register(
    "assessment:training_staff",
    _("Training of staff"),
    _("Courses, sessions, tests, and what is due for whom."),
    icon="school",
    order=70,
)
urlpatterns = [
    path("", own_views.my_training, name="my_training"),
    path("learned/", own_views.learned, name="learned"),
    path("sessions/<uuid:pk>/take/", own_views.take, name="take_place"),
    path("events/<uuid:pk>/give-back/", own_views.give_back, name="give_place_back"),
    path("practice/", practice_views.practice, name="practice"),
    path("practice/begin/", practice_views.begin, name="begin_practice"),
    path("practice/end/", practice_views.end, name="end_practice"),
    path("practice/<slug:person>/", practice_views.person, name="practice_person"),
    path("practice/<slug:person>/done/", practice_views.done, name="practice_done"),
    path("staff/", staff_views.staff, name="training_staff"),
    path("staff/<uuid:pk>/", staff_views.learner, name="learner"),
    path("staff/<uuid:pk>/category/", staff_views.category, name="staff_category"),
    path("staff/<uuid:pk>/learned/", staff_views.colleague_learned, name="colleague_learned"),
    path("courses/", course_views.courses, name="courses"),
    path("courses/new/", course_views.new_course, name="new_course"),
    path("courses/<uuid:pk>/", course_views.course, name="course"),
    path("courses/<uuid:pk>/change/", course_views.change_course, name="change_course"),
    path("courses/<uuid:pk>/retire/", course_views.retire_course, name="retire_course"),
    path("courses/<uuid:pk>/session/", course_views.plan_session, name="plan_session"),
    path("subjects/new/", course_views.add_subject, name="add_subject"),
    path("sessions/<uuid:pk>/", course_views.session, name="course_session"),
    path("sessions/<uuid:pk>/book/", course_views.book, name="book_colleague"),
    path("sessions/<uuid:pk>/cancel/", course_views.cancel_session, name="cancel_session"),
    path("events/<uuid:pk>/result/", course_views.result, name="training_result"),
]
