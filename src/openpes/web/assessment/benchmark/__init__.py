"""An agency beside the published results, and a network of agencies, for those who lead the survey."""
