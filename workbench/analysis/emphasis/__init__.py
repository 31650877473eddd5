from workbench.analysis.emphasis.mentions import mentions
