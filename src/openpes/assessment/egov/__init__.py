"""The e-government indices of the United Nations, as context for the delivery approach (Figures 13a and 13b of the report)."""
