// The least that a chat server does: one document read, one written, as durably as the platform writes; and the platform's lists by one
// query each. MONGO_URL names the database.
import express from 'express';
import mongoose from 'mongoose';

await mongoose.connect(process.env.MONGO_URL, { writeConcern: { w: 'majority', j: true }, maxPoolSize: 50 });
const Bot = mongoose.model('Bot', new mongoose.Schema({ name: String, settings: Object }));
const Message = mongoose.model(
  'Message',
  new mongoose.Schema({ botId: String, question: String, answer: String, createdAt: Date }),
);
const bot = await Bot.create({ name: 'bot', settings: { temperature: 0 } });
// The platform's own documents, for the lists: the same bytes come out of the database.
const platform = mongoose.connection.useDb('platform');
const anything = new mongoose.Schema({ _id: String }, { strict: false });
const PlatformBot = platform.model('PlatformBot', anything, 'chatbots');
const Turn = platform.model('Turn', anything.clone(), 'turns');

const app = express();
app.use(express.json());
app.post('/chat', async (request, response) => {
  const found = await Bot.findById(bot.id).lean();
  const { id } = await Message.create({
    botId: found._id.toString(),
    question: request.body.message,
    answer: 'A fixed answer.',
    createdAt: new Date(),
  });
  response.json({ id, answer: 'A fixed answer.' });
});
app.get('/bots', async (_request, response) => {
  response.json(await PlatformBot.find().sort({ createdAt: -1 }).limit(20).lean());
});
app.get('/messages', async (_request, response) => {
  response.json(await Turn.find({}, { trace: 0 }).sort({ createdAt: 1 }).limit(10).lean());
});
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
