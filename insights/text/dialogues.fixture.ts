import type { AiMessage } from '../../contracts/ai/ai-message.contract.js';

export interface Dialogue {
  messages: AiMessage[];
  /** As somebody would sum it up. */
  summary: string[];
}

/** Messages a minute apart; `Name: text` a line. */
export function messagesOf(lines: string, start = '2026-01-31T10:00:00Z'): AiMessage[] {
  return lines
    .trim()
    .split('\n')
    .map((line, index) => {
      const [, name = '', content = ''] = /^\s*([^:]+): ?(.*)$/.exec(line) ?? [];
      return {
        id: `m${index + 1}`,
        content,
        author_id: `u-${name.toLowerCase()}`,
        author_name: name,
        created_at: new Date(Date.parse(start) + index * 60_000).toISOString(),
      };
    });
}

const dialogue = (lines: string, summary: string[]): Dialogue => ({ messages: messagesOf(lines), summary });

export const dialogues: Dialogue[] = [
  dialogue(
    `Alice: The nightly backup failed again, it stopped after 40 minutes.
Bob: I saw that. The disk of the backup server is full, only 3 GB are left.
Alice: Can you delete the snapshots from last year?
Bob: I will delete them tonight. I won't touch the December snapshots, because the auditors need them.
Carol: We should also buy a larger disk. The supplier offers 8 TB for 240 euros.
Alice: Agreed, let's go with the 8 TB disk.
Carol: I'll order it by Friday.`,
    [
      'The nightly backup failed because the disk of the backup server is full.',
      'Bob will delete the snapshots from last year tonight.',
      'Bob will not touch the December snapshots.',
      'Carol will order a larger disk of 8 TB for 240 euros by Friday.',
    ],
  ),
  dialogue(
    `Dora: Our flight to Lisbon leaves at 6:45 on Thursday.
Emil: Then we need a taxi at 4:30. The first train doesn't run before 5.
Dora: The hotel is booked for 4 nights, breakfast is not included.
Emil: Fine. I know a bakery near the river.
Dora: Did you reserve the boat trip?
Emil: Not yet. The trip costs 35 euros per person and the guide needs an answer by Monday.
Dora: Please book it for both of us.`,
    [
      'The flight to Lisbon leaves at 6:45 on Thursday, so they need a taxi at 4:30.',
      'The hotel is booked for 4 nights and breakfast is not included.',
      'Dora asks Emil to book the boat trip for 35 euros per person.',
    ],
  ),
  dialogue(
    `Frank: The customer in Oslo reports that invoices show the wrong tax rate.
Gina: Since when? We changed the tax table on March 2.
Frank: Since that day. 17 invoices are wrong, the older ones are not affected.
Gina: I found the mistake, the table has 15 percent instead of 25 percent for Norway.
Hugo: I can write the correction script this afternoon.
Gina: Good. I don't want to resend anything before accounting has checked the invoices.
Frank: I'll tell the customer that new invoices come tomorrow.`,
    [
      'The customer in Oslo reports a wrong tax rate on 17 invoices.',
      'Gina found that the table has 15 percent instead of 25 percent for Norway.',
      'Hugo can write the correction script this afternoon.',
      'Frank will tell the customer that new invoices come tomorrow.',
    ],
  ),
  dialogue(
    `Ines: I would like to return these boots. The left heel broke after 2 days.
Jonas: I am sorry. Do you have the receipt?
Ines: Yes, I paid 89 dollars on Saturday.
Jonas: We can repair them or give you a voucher. We don't refund cash after a sale.
Ines: I don't want a voucher. How long does the repair take?
Jonas: The cobbler needs 5 days, and you pay nothing.
Ines: Then please repair them. I will collect them next Wednesday.`,
    [
      'Ines wants to return boots whose left heel broke after 2 days.',
      "The shop doesn't refund cash after a sale.",
      'The cobbler needs 5 days for the repair.',
      'Ines will collect the boots next Wednesday.',
    ],
  ),
  dialogue(
    `Kira: The school play needs 12 costumes and we have only 7.
Lars: My mother can sew, she made 3 dresses for the last play.
Kira: Great. The fabric costs 60 francs, the school doesn't pay for it.
Mona: Let's ask the parents for money. Last year they gave 200 francs.
Lars: I'll write the letter to the parents tomorrow.
Kira: The rehearsal on Tuesday is cancelled because the hall is being painted.
Mona: Then we rehearse in the gym at 5.`,
    [
      'The school play needs 12 costumes and they have only 7.',
      "The fabric costs 60 francs and the school doesn't pay for it.",
      'Lars will write the letter to the parents tomorrow.',
      'They rehearse in the gym at 5 because the hall is being painted.',
    ],
  ),
  dialogue(
    `Nora: Doctor, my knee hurts when I climb stairs.
Otto: Since when does it hurt?
Nora: Since the marathon 3 weeks ago. It isn't swollen.
Otto: Did you take any painkillers?
Nora: No, I don't like painkillers. I only cooled it with ice.
Otto: You should rest for 10 days and not run. I will prescribe physiotherapy, 6 sessions.
Nora: May I swim?
Otto: Swimming is fine. Come back on April 14.`,
    [
      "Nora's knee hurts when climbing stairs since the marathon 3 weeks ago.",
      'The knee is not swollen.',
      'Otto will prescribe 6 sessions of physiotherapy.',
      'Otto says swimming is fine.',
    ],
  ),
  dialogue(
    `Pia: The search on our website is slow, it takes 9 seconds.
Quinn: The index has never been rebuilt since we moved to the new server.
Rosa: I measured it. 80 percent of the time goes into sorting.
Quinn: Could we cache the sorted lists?
Rosa: Caching won't help for filters. A combined index would cut it to 1 second.
Pia: Decision: we build the combined index in this sprint.
Quinn: I'll prepare the migration until Thursday, Rosa reviews it.`,
    [
      'The search on the website takes 9 seconds.',
      'Rosa measured that 80 percent of the time goes into sorting.',
      "Caching won't help for filters.",
      'Quinn will prepare the migration until Thursday.',
    ],
  ),
  dialogue(
    `Sami: Are you coming to the garden on Sunday? We plant 20 apple trees.
Tara: I would love to, but I can't lift anything after my operation.
Sami: You don't need to lift anything. You could label the trees.
Tara: Then I will come at 10. Shall I bring lunch?
Sami: Uwe brings soup for 15 people. Bread is missing.
Tara: I'll bake 4 loaves on Saturday.
Sami: Wonderful. Bring gloves, the soil is still cold.`,
    [
      'They plant 20 apple trees in the garden on Sunday.',
      "Tara can't lift anything after the operation.",
      'Uwe brings soup for 15 people.',
      'Tara will bake 4 loaves on Saturday.',
    ],
  ),
  dialogue(
    `Vera: The printer on the second floor prints blank pages.
Walt: Did you change the toner?
Vera: I changed it this morning, that didn't help.
Walt: Then the drum is worn. It has printed 90000 pages.
Xenia: A new drum costs 130 pounds, a new printer 310 pounds.
Walt: I wouldn't repair it. The printer is 11 years old.
Vera: I will ask the manager for a new printer today.`,
    [
      'The printer on the second floor prints blank pages.',
      "Changing the toner didn't help.",
      'Xenia says a new drum costs 130 pounds and a new printer 310 pounds.',
      'Vera will ask the manager for a new printer today.',
    ],
  ),
  dialogue(
    `Yara: I have read your thesis. The second chapter is excellent.
Zeno: Thank you. I wasn't sure about the statistics.
Yara: The sample is small, 34 patients, but the test is correct.
Zeno: The hospital doesn't allow more patients this year.
Yara: Then explain that in the limitations. The references are not complete, 8 of them lack a year.
Zeno: I'll correct the references by next Monday.
Yara: Your defence is on June 18 in room 204.`,
    [
      'Yara says the second chapter of the thesis is excellent.',
      'The sample is small with 34 patients, but the test is correct.',
      "The hospital doesn't allow more patients this year.",
      'Zeno will correct the references by next Monday.',
    ],
  ),
];
