/// The natural logarithm of a positive, finite, normal number, the same to the last bit on every
/// machine.
///
/// With x = 2ᵉ·m, √½ ≤ m < √2 and s = (m − 1)/(m + 1):
///
/// ```text
/// ln x = e·ln 2 + 2·(s + s³/3 + s⁵/5 + …)
/// ```
///
/// The series ends at s²³; what is left out is below 2⁻⁵⁵ of the sum.
@inlinable
public func naturalLogarithm(_ number: Double) -> Double {
  var exponent = Double(number.exponent)
  var significand = number.significand
  if significand >= 0x1.6A09E667F3BCDp0 {
    significand *= 0.5
    exponent += 1
  }
  let ratio = (significand - 1) / (significand + 1)
  let square = ratio * ratio
  // The sum of sᵏ/(k + 1) over even k, in two halves so that neither expression is long.
  let upper = polynomial(
    square, SIMD8(1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23, 0, 0, 0, 0))
  let power = square * square
  let lower = polynomial(
    square, SIMD8(1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 0))
  let sum = square * (lower + power * power * power * square * upper)
  // ln 2 in two parts: the product of the first one, of 31 bits, and the exponent is exact.
  let high = exponent * 0x1.62E42FEEp-1
  let low = exponent * 0x1.A39EF35793C76p-33
  return high + (2 * ratio + (2 * ratio * sum + low))
}

/// The number below which a standard normal variable stays with a probability, which lies between 0
/// and 1, both excluded.
///
/// Ratios of two polynomials of the seventh degree in three regions, with a relative error of about
/// 10⁻¹⁶; the same to the last bit on every machine.
///
/// > M. J. Wichura. "Algorithm AS 241: the percentage points of the normal distribution." *Applied
/// > Statistics* 37 (1988), pp. 477–484. [doi:10.2307/2347330](https://doi.org/10.2307/2347330)
@inlinable
public func standardNormalQuantile(_ probability: Double) -> Double {
  let centred = probability - 0.5
  if centred.magnitude <= 0.425 {
    let argument = 0.180625 - centred * centred
    let numerator = SIMD8(
      3.387_132_872_796_366_608_0, 133.141_667_891_784_377_45, 1_971.590_950_306_551_442_7,
      13_731.693_765_509_461_125, 45_921.953_931_549_871_457, 67_265.770_927_008_700_853,
      33_430.575_583_588_128_105, 2_509.080_928_730_122_672_7)
    let denominator = SIMD8(
      1, 42.313_330_701_600_911_252, 687.187_007_492_057_908_30, 5_394.196_021_424_751_107_7,
      21_213.794_301_586_595_867, 39_307.895_800_092_710_610, 28_729.085_735_721_942_674,
      5_226.495_278_852_854_561_0)
    return centred * polynomial(argument, numerator) / polynomial(argument, denominator)
  }
  let tail = (-naturalLogarithm(min(probability, 1 - probability))).squareRoot()
  let magnitude = tail <= 5 ? middleQuantile(tail - 1.6) : outerQuantile(tail - 5)
  return centred < 0 ? -magnitude : magnitude
}

@inlinable
func middleQuantile(_ argument: Double) -> Double {
  let numerator = SIMD8(
    1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_90, 5.769_497_221_460_691_405_50,
    3.647_848_324_763_204_605_04, 1.270_458_252_452_368_382_58, 0.241_780_725_177_450_611_770,
    0.022_723_844_989_269_184_583_3, 7.745_450_142_783_414_076_40e-4)
  let denominator = SIMD8(
    1, 2.053_191_626_637_758_821_87, 1.676_384_830_183_803_849_40, 0.689_767_334_985_100_004_550,
    0.148_103_976_427_480_074_590, 0.015_198_666_563_616_457_196_6,
    5.475_938_084_995_344_946_00e-4, 1.050_750_071_644_416_843_24e-9)
  return polynomial(argument, numerator) / polynomial(argument, denominator)
}

@inlinable
func outerQuantile(_ argument: Double) -> Double {
  let numerator = SIMD8(
    6.657_904_643_501_103_777_20, 5.463_784_911_164_114_369_90, 1.784_826_539_917_291_335_80,
    0.296_560_571_828_504_891_230, 0.026_532_189_526_576_123_093_0,
    1.242_660_947_388_078_438_60e-3, 2.711_555_568_743_487_578_15e-5,
    2.010_334_399_292_288_132_65e-7)
  let denominator = SIMD8(
    1, 0.599_832_206_555_887_937_690, 0.136_929_880_922_735_805_310,
    0.014_875_361_290_850_614_852_5, 7.868_691_311_456_132_591_00e-4,
    1.846_318_317_510_054_681_80e-5, 1.421_511_758_316_445_888_70e-7,
    2.044_263_103_389_939_785_64e-15)
  return polynomial(argument, numerator) / polynomial(argument, denominator)
}

/// The value of a polynomial whose coefficients stand from the constant one upwards.
@inlinable
func polynomial(_ argument: Double, _ coefficients: SIMD8<Double>) -> Double {
  var value = coefficients[7]
  var index = 6
  while index >= 0 {
    value = value * argument + coefficients[index]
    index -= 1
  }
  return value
}
