from django.apps import AppConfig


class AccountAreaConfig(AppConfig):
    name = "openpes.web.account"
    label = "web_account"
