from django.urls import path

from . import machine_views, search_views, views

app_name = "public"

urlpatterns = [
    path("", views.home, name="home"),
    path("vacancies/", search_views.vacancies, name="vacancies"),
    path("vacancies/<str:reference>/", views.vacancy, name="vacancy"),
    path("vacancies/<str:reference>/print/", views.vacancy_print, name="vacancy-print"),
    path("vacancies/<str:reference>/qr.svg", views.vacancy_qr, name="vacancy-qr"),
    path("offices/", views.offices, name="offices"),
    path("pages/", views.pages, name="pages"),
    path("pages/<slug:slug>/", views.page, name="page"),
    path("robots.txt", machine_views.robots, name="robots"),
    path("sitemap.xml", machine_views.sitemap, name="sitemap"),
    path("favicon.ico", machine_views.favicon, name="favicon"),
]
