import Testing

@testable import MTLCore

@Suite struct ScheduleTests {
  @Test func risesAndFallsLinearly() {
    let schedule = Schedule(decay: .linear, peak: 1, warmup: 4, steps: 20)
    #expect((0..<5).map(schedule.rate) == [0, 0.25, 0.5, 0.75, 1])
    #expect(schedule.rate(12) == 0.5)
    #expect(schedule.rate(20) == 0)
    #expect(schedule.rate(25) == 0)
  }

  @Test func beginsAtThePeakWithoutWarmup() {
    #expect(Schedule(decay: .linear, peak: 2, warmup: 0, steps: 4).rate(0) == 2)
    #expect(Schedule(decay: .constant, peak: 2, warmup: 0, steps: 4).rate(3) == 2)
  }

  @Test func followsTheCosine() {
    let schedule = Schedule(decay: .cosine, peak: 1, warmup: 0, steps: 4)
    #expect(abs(schedule.rate(2) - 0.5) < 1e-12)
    #expect(abs(schedule.rate(4)) < 1e-12)
  }
}
