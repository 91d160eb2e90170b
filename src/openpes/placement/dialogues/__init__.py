"""The dialogues around work: what employers and jobseekers do with vacancies."""
