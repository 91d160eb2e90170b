from django.urls import path

from openpes.web.jobseeker.views import applications, certificate, data, home, matches, proposals

app_name = "me"
urlpatterns = [
    path("", home.home, name="home"),
    path("profile/", home.profile, name="profile"),
    path("messages/", home.messages_list, name="messages"),
    path("messages/<uuid:pk>/", home.message, name="message"),
    path("matches/", matches.matches, name="matches"),
    path("saved/", matches.saved, name="saved"),
    path("vacancies/<uuid:pk>/save/", matches.save, name="save"),
    path("vacancies/<uuid:pk>/hide/", matches.hide, name="hide"),
    path("vacancies/<uuid:pk>/forget/", matches.forget, name="forget"),
    path("employers/<uuid:pk>/hide/", matches.block, name="block"),
    path("employers/<uuid:pk>/show/", matches.unblock, name="unblock"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<str:reference>/", applications.application, name="application"),
    path("applications/<str:reference>/withdraw/", applications.withdraw, name="withdraw"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("referrals/", proposals.moved, name="referrals"),
    path("invitations/", proposals.moved, name="invitations"),
    path("referrals/<uuid:pk>/answer/", proposals.answer_referral, name="answer_referral"),
    path("invitations/<uuid:pk>/answer/", proposals.answer_invitation, name="answer_invitation"),
    path("registration/", certificate.registration, name="registration"),
    path("registration/certificate.pdf", certificate.pdf, name="certificate"),
    path("data/", data.held, name="data"),
    path("data/download.<str:kind>", data.download, name="download"),
    path("data/readers/", data.readers, name="readers"),
    path("data/purposes/", data.purposes, name="purposes"),
    path("data/purposes/<slug:code>/", data.change_purpose, name="change_purpose"),
    path("data/erasure/", data.erasure, name="erasure"),
    path("data/correction/", data.correction, name="correction"),
]
