/** What a text is for: a category, a finer one, words for filters, and sentences that resemble it. */
export const contentClasses: { category: string; subcategory: string; tags: string[]; anchors: string[] }[] =
  [
    {
      category: 'general_discussion',
      subcategory: 'casual',
      tags: ['conversation'],
      anchors: [
        'I had a nice weekend with my friends.',
        'The weather is lovely today.',
        'Did you watch the game last night?',
        'I made pasta for dinner.',
        'lol that is so funny',
      ],
    },
    {
      category: 'general_discussion',
      subcategory: 'opinion',
      tags: ['conversation', 'opinion'],
      anchors: [
        'I think that this is the better choice.',
        'In my opinion the old design was nicer.',
        'I do not agree with that decision.',
      ],
    },
    {
      category: 'general_discussion',
      subcategory: 'team',
      tags: ['conversation', 'team'],
      anchors: [
        'This is a message for the team.',
        'Let us talk about it in the channel.',
        'The team met this morning and talked about the plan.',
        'This is a test message.',
      ],
    },
    {
      category: 'question',
      subcategory: 'how_to',
      tags: ['question', 'help'],
      anchors: [
        'How do I change my password?',
        'Can anyone explain how this works?',
        'What is the best way to install it?',
      ],
    },
    {
      category: 'question',
      subcategory: 'information',
      tags: ['question'],
      anchors: [
        'When does the shop open?',
        'Where can I find the price list?',
        'Who is responsible for the invoices?',
      ],
    },
    {
      category: 'support',
      subcategory: 'problem',
      tags: ['help', 'problem'],
      anchors: [
        'I cannot log in to my account.',
        'My order has not arrived yet.',
        'The payment was declined, please help.',
        'It does not work any more since yesterday.',
      ],
    },
    {
      category: 'support',
      subcategory: 'refund',
      tags: ['help', 'billing'],
      anchors: [
        'I want my money back.',
        'I was charged twice, please refund me.',
        'How do I cancel my subscription?',
      ],
    },
    {
      category: 'technical',
      subcategory: 'bug_report',
      tags: ['technical', 'bug'],
      anchors: [
        'The application crashes with a stack trace when I click save.',
        'There is a bug in the parser.',
        'The build fails with an error on the server.',
      ],
    },
    {
      category: 'technical',
      subcategory: 'development',
      tags: ['technical', 'code'],
      anchors: [
        'I pushed the fix to the main branch, please review the pull request.',
        'We should refactor the database module and add tests.',
        'Restart the container and check the logs.',
      ],
    },
    {
      category: 'planning',
      subcategory: 'meeting',
      tags: ['planning', 'meeting'],
      anchors: [
        'Let us meet tomorrow at ten to discuss the roadmap.',
        'The meeting is moved to Thursday.',
        'Please send me your agenda for the meeting.',
      ],
    },
    {
      category: 'planning',
      subcategory: 'task',
      tags: ['planning', 'work'],
      anchors: [
        'Please finish the report by Friday.',
        'I will take care of the slides.',
        'The deadline for this task is next week.',
      ],
    },
    {
      category: 'announcement',
      subcategory: 'news',
      tags: ['announcement'],
      anchors: [
        'We are happy to announce the new release.',
        'The office is closed on Monday.',
        'Please welcome our new colleague.',
      ],
    },
    {
      category: 'feedback',
      subcategory: 'praise',
      tags: ['feedback', 'positive'],
      anchors: [
        'Great work, I love the new feature!',
        'Excellent service, thank you so much.',
        'This is the best product that I have used.',
      ],
    },
    {
      category: 'feedback',
      subcategory: 'complaint',
      tags: ['feedback', 'negative'],
      anchors: [
        'I am very disappointed with the quality.',
        'The worst customer service ever.',
        'The update made everything slower and uglier.',
      ],
    },
    {
      category: 'feedback',
      subcategory: 'suggestion',
      tags: ['feedback', 'idea'],
      anchors: [
        'It would be nice if the search had filters.',
        'You should add a dark mode.',
        'I suggest to make the button larger.',
      ],
    },
    {
      category: 'social',
      subcategory: 'greeting',
      tags: ['social', 'greeting'],
      anchors: ['Hello everyone!', 'Good morning, how are you?', 'Happy birthday!', 'Bye, see you tomorrow.'],
    },
    {
      category: 'social',
      subcategory: 'thanks',
      tags: ['social', 'thanks'],
      anchors: ['Thank you for your help.', 'Thanks a lot!', 'I appreciate it.'],
    },
    {
      category: 'promotion',
      subcategory: 'advertising',
      tags: ['promotion'],
      anchors: [
        'Buy now and save fifty percent on all products.',
        'Visit our website for a special offer.',
        'Follow my channel for more videos.',
      ],
    },
    {
      category: 'promotion',
      subcategory: 'scam',
      tags: ['promotion', 'fraud'],
      anchors: [
        'You have won a prize, click here to claim it.',
        'Earn thousands of dollars a week from home.',
        'Verify your bank account or it will be closed.',
      ],
    },
    {
      category: 'personal',
      subcategory: 'distress',
      tags: ['personal', 'wellbeing'],
      anchors: [
        'I feel sad and alone.',
        'I do not want to live any more.',
        'I am so stressed and cannot sleep.',
      ],
    },
    {
      category: 'abuse',
      subcategory: 'hostility',
      tags: ['abuse'],
      anchors: [
        'You are an idiot and I hate you.',
        'Shut up, nobody asked for your opinion.',
        'I will hurt you.',
      ],
    },
    {
      category: 'adult',
      subcategory: 'explicit',
      tags: ['adult'],
      anchors: ['Send me naked pictures.', 'I want to have sex with you.', 'Watch hot girls on camera.'],
    },
  ];
