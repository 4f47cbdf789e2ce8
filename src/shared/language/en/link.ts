/** What is said of the parts of Rollcall itself: which of them is gone, and what went wrong between them. */
export const link = {
  'restarting-reader': 'The part of Rollcall that reads the stored sessions has stopped and is being started again.',
  'restarting-collector': 'The part of Rollcall that talks to the servers has stopped and is being started again.',
  restartingNext: 'What you see is the last that was read. Nothing needs to be done.',
  'stopped-reader': 'The part of Rollcall that reads the stored sessions is not running.',
  'stopped-collector': 'The part of Rollcall that talks to the servers is not running.',
  stoppedNext: 'Start Rollcall again.',
  lost: 'This page has lost its connection to Rollcall.',
  lostNext: 'It keeps trying. If Rollcall was quit, start it again and open the new address.',
  refused: 'This page may not talk to Rollcall.',
  refusedNext: 'Start Rollcall again and open the address that it prints.',
  notAccepted: 'Rollcall did not accept what was entered.',
  notAcceptedNext: 'Check the marked fields.',
  defect: 'Something in Rollcall went wrong.',
  defectNext: 'Try again. If it happens again, restart Rollcall and report it.',
} as const
