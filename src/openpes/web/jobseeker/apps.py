from django.apps import AppConfig


class JobseekerAreaConfig(AppConfig):
    name = "openpes.web.jobseeker"
    label = "web_jobseeker"
