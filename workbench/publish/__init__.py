"""What leaves the house: frames as files, notebooks as a site, and the glossary of its pages."""
