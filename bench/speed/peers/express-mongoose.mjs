// The least that a chat server does: one document read, one written, as durably as the platform writes. MONGO_URL names the database.
import express from 'express';
import mongoose from 'mongoose';

await mongoose.connect(process.env.MONGO_URL, { writeConcern: { w: 'majority', j: true }, maxPoolSize: 50 });
const Bot = mongoose.model('Bot', new mongoose.Schema({ name: String, settings: Object }));
const Message = mongoose.model(
  'Message',
  new mongoose.Schema({ botId: String, question: String, answer: String, createdAt: Date }).index({
    botId: 1,
    createdAt: 1,
  }),
);
const bot = await Bot.create({ name: 'bot', settings: { temperature: 0 } });
await Message.create(
  Array.from({ length: 20 }, (_, n) => ({
    botId: 'history',
    question: `Question ${n}`,
    answer: 'A fixed answer.',
    createdAt: new Date(),
  })),
);
const many = Array.from({ length: 20 }, (_, n) => ({ name: `bot ${n}`, settings: { temperature: 0 } }));
await Bot.create(many);

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
  response.json(await Bot.find().sort({ _id: 1 }).limit(20).lean());
});
app.get('/messages', async (_request, response) => {
  response.json(await Message.find({ botId: 'history' }).sort({ createdAt: 1 }).limit(20).lean());
});
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
