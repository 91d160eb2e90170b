from django.urls import path

from openpes.web.demo import views

urlpatterns = [
    path("", views.people, name="demo_people"),
    path("mail/", views.mailbox, name="demo_mailbox"),
    path("second-factor/", views.second_factor, name="demo_second_factor"),
]
