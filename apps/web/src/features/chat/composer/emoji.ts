/**
 * The emoji one needs most, drawn by the system and named by it to whoever
 * listens. A few kilobytes instead of a library of all of them: the system's own
 * picker has the rest.
 */
export const emojiGroups = [
  {
    id: 'faces',
    emoji:
      '😀 😄 😂 🙂 😉 😊 😍 😘 😎 🤩 🤔 🤨 😐 🙄 😴 😕 😟 😢 😭 😤 😡 😱 🥳 🤗 🤭 🤫 🤯 😇 🤓 🥺 😅 🙃',
  },
  {
    id: 'people',
    emoji:
      '👍 👎 👏 🙌 🙏 🤝 👋 ✌️ 🤞 👌 🤙 💪 👆 👇 👉 👈 ✋ 🖐️ ✊ 👀 🧠 👩‍🏫 👨‍🏫 🧑‍🎓 🧑‍💻 🙋 🤷 🤦',
  },
  {
    id: 'things',
    emoji:
      '❤️ 🧡 💛 💚 💙 💜 🔥 ⭐ ✨ 🎉 🎂 🏆 🎯 📌 📎 ✏️ 📚 📖 🗓️ ⏰ 💡 🔔 🔒 🔑 💻 📱 🎧 🎤 📷 🎵 🎨 ⚽',
  },
  {
    id: 'nature',
    emoji: '☀️ 🌤️ 🌧️ ❄️ 🌈 🌍 🌱 🌷 🌻 🌲 🍎 🍌 🍓 🥕 🍞 🍕 ☕ 🍵 🐱 🐶 🦊 🐻 🐼 🦉 🐝 🐢',
  },
  { id: 'signs', emoji: '✅ ❌ ❓ ❗ ➕ ➖ 💯 ⚠️ 🚀 ♻️ ➡️ ⬅️ ⬆️ ⬇️ 🔴 🟢 🔵 🟡' },
] as const;
