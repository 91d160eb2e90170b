from django.urls import path

from openpes.web.employer.views import applications, firm, matching, start, vacancies

urlpatterns = [
    path("", start.start, name="employer_start"),
    path("history/", start.history, name="employer_history"),
    path("contacts/<uuid:contact_id>/accept/", start.accept, name="employer_contact_accept"),
    path("firm/", firm.firm, name="employer_firm"),
    path("firm/change/", firm.change, name="employer_firm_change"),
    path("firm/contacts/invite/", firm.invite, name="employer_contact_invite"),
    path("firm/contacts/<uuid:contact_id>/end/", firm.end, name="employer_contact_end"),
    path("vacancies/<str:reference>/", vacancies.vacancy, name="employer_vacancy"),
    path("vacancies/<str:reference>/advert/", vacancies.advert, name="employer_advert"),
    path("vacancies/<str:reference>/people/", vacancies.people, name="employer_people"),
    path("vacancies/<str:reference>/people/<slug:token>/invite/", vacancies.invite, name="employer_invite"),
    path("vacancies/<str:reference>/change/", vacancies.change, name="employer_vacancy_change"),
    path("vacancies/<str:reference>/matched-by/", matching.matched_by, name="employer_matched_by"),
    path("vacancies/<str:reference>/step/<slug:name>/", vacancies.step, name="employer_vacancy_step"),
    path("applications/<str:reference>/", applications.application, name="employer_application"),
    path("applications/<str:reference>/interview.ics", applications.interview_file, name="employer_interview_file"),
    path("applications/<str:reference>/<slug:name>/", applications.decide, name="employer_decide"),
]
