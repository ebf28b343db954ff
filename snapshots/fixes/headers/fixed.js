export async function GET({ headers, url }) {
	return Response.json(await getData(headers, url))
}

async function getData(headers, url) {
	"use cache"
	const language = headers.get('accept-language')
	const names = ['a', 'b'].map((url) => `${url}
	in ${language}`)
	return { language, names, url }
}
