"""The columns of the state's file of test results by student, in the order in which they stand where it has no header."""

from __future__ import annotations

_SCORES = 25
_OF_A_SCORE = ("Label", "Value", "Characteristic", "Range")

DSR_COLUMNS = (
    *("TestName", "TestDate", "TestSubject", "Grade", "TestForm", "FormNumber"),
    *("TestingDistrictNumber", "TestingDistrictType", "TestingschoolNumber", "FillerA"),
    *("MarssStateReportingNumber", "LocalStudentID", "StudentLastName", "StudentFirstName"),
    *("StudentMiddleName", "DateOfBirth", "Gender", "FillerB"),
    *("EnglishLearnerFlag", "SpecialEducationFlag", "FRPEligibleFlag"),
    *("October1SchoolFlag", "October1DistrictFlag", "MigrantFlag"),
    *("PriorELAccountabilityFlag", "PriorSPEAccountabilityFlag", "SLifeFlag", "HomelessFlag"),
    *("ForeignExchangeStudentFlag", "RecentlyArrivedEnglishLearnerFlag", "ActiveDutyParentFlag"),
    *("F14", "F15", "F16", "EthnicCode", "PrimaryDisabilityCode", "LanguageCode", "ADM97"),
    *("C5", "C6", "C7", "C8", "C9", "C10"),
    *("PriorYearAssessmentAndGrade", "PriorYearScoreOrTestCode", "PriorYearAchievementLevel"),
    *("DocumentCodes", "AccommodationLinguisticSupportCodes", "FillerD", "TestCode", "AchievementLevel"),
    *(f"Score{score}{part}" for score in range(1, _SCORES + 1) for part in _OF_A_SCORE),
    *("MTASPassageAccessAll", "MTASOperationalPassage1", "MTASOperationalPassage2"),
    *("MTASOperationalPassage3", "LexileQuantileScore", "LexileQuantileScoreRange"),
    *("LearningLocator", "UIN"),
)
"""One hundred and sixty names, as the loader of the district file lists them."""
