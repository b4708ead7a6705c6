/// The keys of a rate's object in versions 3, 7 and 8 of the database's interface.
enum URDBKeys {
  /// Keys on which a bill depends.
  static let billed = [
    "startdate", "enddate", "servicetype", "energyratestructure", "energyweekdayschedule",
    "energyweekendschedule", "fueladjustmentsmonthly", "flatdemandstructure", "flatdemandmonths",
    "flatdemandunit", "demandratestructure", "demandweekdayschedule", "demandweekendschedule",
    "demandrateunit", "demandwindow", "demandratchetpercentage", "demandreactivepowercharge",
    "lookbackpercent", "lookbackmonths", "lookbackrange", "coincidentratestructure",
    "coincidentrateschedule", "coincidentrateunit", "fixedchargefirstmeter", "fixedchargeeaaddl",
    "fixedchargeunits", "fixedmonthlycharge", "mincharge", "minchargeunits", "minmonthlycharge",
    "annualmincharge", "dgrules", "usenetmetering",
  ]

  /// Keys of one text each.
  static let texts = [
    "label", "utility", "name", "uri", "sector", "description", "source", "sourceparent",
    "supercedes", "voltagecategory", "phasewiring", "demandunits", "basicinformationcomments",
    "energycomments", "demandcomments", "fixedchargecomments",
  ]

  /// Keys of one number each.
  static let numbers = [
    "eiaid", "peakkwcapacitymin", "peakkwcapacitymax", "peakkwcapacityhistory", "peakkwhusagemin",
    "peakkwhusagemax", "peakkwhusagehistory", "voltageminimum", "voltagemaximum",
  ]

  /// Keys that say something else about the rate.
  static let others = [
    "approved", "is_default", "energyattrs", "demandattrs", "fixedattrs", "country", "revisions",
    "enddatecomments",
  ]

  /// All keys.
  static let all = billed + texts + numbers + others

  /// Keys that the bulk download writes in place of the interface's.
  static let bulk = [
    "energyRateStrux", "energyWeekdaySched", "energyWeekendSched", "flatDemandStrux",
    "demandRateStrux", "demandWeekdaySched", "coincidentRateStrux", "fixedChargeFirstMeter",
    "energyRateStructure", "rateName", "utilityName",
  ]

  /// Keys of a tier of energy.
  static let energyTier = ["rate", "adj", "max", "unit", "sell"]
  /// Keys of a tier of demand.
  static let demandTier = ["rate", "adj", "max", "unit"]
}
